import { folderOf, perView } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { rootName } from './known.ts';
import { unseenProgram } from './model.ts';
import type { Program } from './model.ts';

/** Manifests of languages whose code is not read, and what in them says that the program serves HTTP. */
const languages: readonly (readonly [language: string, file: RegExp, framework: RegExp])[] = [
  [
    'Python',
    /(?:^|\/)(?:requirements(?:[-.]\w+)?\.(?:txt|in)|requirements\/(?!dev|test|doc|lint)[\w.-]+\.(?:txt|in)|pyproject\.toml|Pipfile)$/,
    /^[ \t"']*(fastapi|flask|django|starlette|aiohttp|tornado|sanic|falcon|litestar|connexion)\b/im,
  ],
  [
    'Java or Kotlin',
    /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
    /(spring-boot-starter-(?:web(?:flux|mvc)?|jersey)|quarkus-(?:rest|resteasy)\w*|micronaut-http-server|dropwizard-core|ktor-server|javalin|helidon-webserver|vertx-web)\b/,
  ],
  [
    'Go',
    /(?:^|\/)go\.mod$/,
    /\b(gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|julienschmidt\/httprouter|connectrpc\.com\/connect)\b/,
  ],
  ['C#', /\.csproj$/, /(Microsoft\.NET\.Sdk\.Web)\b/],
  ['Ruby', /(?:^|\/)Gemfile$/, /^[ \t]*gem[ \t]+['"](rails|sinatra|grape|hanami|jets|roda|padrino)['"]/m],
  ['Rust', /(?:^|\/)Cargo\.toml$/, /^[ \t]*(axum|actix-web|rocket|warp|poem|salvo)\s*=/m],
  [
    'JavaScript for its framework',
    /(?:^|\/)package\.json$/,
    /"dependencies":\s*\{[^{}]{0,20000}?"(next|nuxt|@backstage\/backend-defaults|@remix-run\/(?:node|serve)|@react-router\/(?:node|serve)|@sveltejs\/kit|@adonisjs\/core|@feathersjs\/feathers|sails|@loopback\/rest|@trpc\/server|h3|elysia)":/,
  ],
  ['PHP', /(?:^|\/)composer\.json$/, /"(laravel\/framework|symfony\/framework-bundle|slim\/slim)"/],
];

export const foreignGlobs = [
  '**/{requirements*.txt,pyproject.toml,Pipfile,pom.xml,build.gradle,build.gradle.kts,go.mod,Gemfile,Cargo.toml,composer.json,package.json}',
  '**/requirements{*.in,/*.{txt,in}}',
  '**/*.csproj',
  '**/*.go',
];

const outOfScope =
  /(?:^|\/)(?:node_modules|vendor|target|build|dist|test|tests|fixtures|testdata|examples?|docs|infra|scripts|tools)\//;

const charactersAtMost = 200_000;

/** Tools for pages and notebooks that bring the framework along. */
const makesPages = /^[ \t"']*(?:mkdocs|livereload|sphinx|jupyter\w*|notebook)\b/im;

/** Folders with sources of Go below them, and those of them with something to start. */
const goFolders = perView((view) => {
  const [all, started] = [new Set<string>(), new Set<string>()];
  for (const path of view.paths) {
    if (!path.endsWith('.go') || path.endsWith('_test.go')) continue;
    const starts =
      /(?:^|\/)(?:cmd\/|main\.go$)/.test(path) ||
      !/^package (?!main\b)/m.test((view.text(path) ?? '').slice(0, 20_000));
    for (const folders of starts ? [all, started] : [all])
      for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return { all, started };
});

/** Whether a module of Go has nothing to start: it is there for others. */
const isLibrary = (view: RepositoryView, folder: string): boolean => {
  const { all, started } = goFolders(view);
  return all.has(folder) && !started.has(folder);
};

/** Programs in other languages: that they are there, and no more. One of a folder. */
export const foreignPrograms = (view: RepositoryView): readonly Program[] => {
  const byFolder = new Map<string, Program>();
  for (const path of view.glob(...foreignGlobs)) {
    const kind = outOfScope.test(path) ? undefined : languages.find(([, file]) => file.test(path));
    const folder = folderOf(path).replace(/(?:^|\/)requirements$/, '');
    if (kind === undefined || byFolder.has(folder)) continue;
    const [language, , pattern] = kind;
    const text = (view.text(path) ?? '').slice(0, charactersAtMost);
    const found = pattern.exec(text);
    // A plug-in of Backstage has the backend for its tests alone.
    if (found === null || (found[1]?.startsWith('@backstage') && !/"role"\s*:\s*"backend"/.test(text))) continue;
    if (kind[0] === 'Go' && isLibrary(view, folder)) continue;
    if (found[1]?.toLowerCase() === 'tornado' && makesPages.test(text)) continue;
    const line = text.slice(0, found.index + found[0].length).split('\n').length;
    const name = folder === '' ? rootName : folder;
    byFolder.set(folder, unseenProgram({ name, language, framework: found[1] ?? '', at: { path, line } }));
  }
  return [...byFolder.values()];
};
