import { keepCompiledCode } from '../disk/code-cache.ts';

// Before anything else is loaded. What is asked in the meantime waits at the port.
keepCompiledCode(import.meta.dirname);
void import('./serve.ts').then(({ serve }) => serve());
