import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from './contract.ts';
import { operationsOf } from './contract.ts';

/** An OpenID Connect issuer on loopback: a discovery document, one key, and tokens signed with it. */
export interface Issuer {
  readonly environment: NodeJS.ProcessEnv;
  token(...scopes: readonly string[]): string;
  /** Every scope that some operation of the contract demands. */
  scopesOf(contract: Contract): readonly string[];
  close(): Promise<void>;
}

export async function startIssuer(audience: string): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'acceptance', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    const body = request.url === '/keys' ? { keys: [key] } : { jwks_uri: `${address}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: { AUTH_MODE: 'jwt', AUTH_ISSUER: address, AUTH_AUDIENCE: audience },
    token: (...scopes) => {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: address,
        aud: audience,
        sub: 'acceptance',
        iat: now,
        exp: now + 3600,
        scope: scopes.join(' '),
      };
      const signed = [{ alg: 'ES256', kid: key.kid }, claims].map((part) => base64url(JSON.stringify(part))).join('.');
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${signed}.${signature.toString('base64url')}`;
    },
    scopesOf: (contract) => [...new Set(operationsOf(contract).flatMap(({ scopes }) => scopes))],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
