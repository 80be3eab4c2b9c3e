// The house's rules. `npm run check` applies them through scripts/house.mjs, which also asserts that every file of
// src/ and web/ was seen; test/house/ranks.test.ts proves that each rule fires.
require('./scripts/swc-imports.cjs');

/** The rank table: rooms from the ground up. A file imports rooms of lower ranks and its own room, never a neighbour. */
const ranks = [
  /* 0 */ ['core'],
  /* 1 */ ['model'],
  /* 2 */ ['portfolio', 'facts', 'analysis', 'render', 'delivery', 'records', 'access'],
  /* 3 */ ['sources', 'checks', 'own-reports'],
  /* 4 */ ['reports'],
  /* 5 */ ['app'],
  /* 6 */ ['http'],
  /* 7 */ ['cli', 'lambda'],
];

/** What a room could import by rank and still must know nothing of. */
const strangers = [
  { room: 'checks', never: 'render' },
  { room: 'reports', never: 'delivery' },
  { room: 'http', never: 'records/(sqlite|dynamodb)' },
];

/** Rooms that are pure: what they need of the outside world is handed to them. */
const pure = ['model', 'analysis', 'own-reports'];
const io = ['child_process', 'dgram', 'dns', 'fs', 'http', 'http2', 'https', 'net', 'sqlite', 'tls', 'worker_threads'];

/**
 * Rooms of units: one source, report or transport a file (or a folder: csv.ts and csv/** are one unit). Units never
 * import each other; what they share stands beside them in a file whose name starts with `_`. The room's index.ts
 * lists them. In checks/ the folders group by role, so there a unit is always a file.
 */
const unitRooms = ['sources', 'reports', 'delivery'];
const unitMessage = 'Units never import their siblings: move what they share to a _shared file beside them.';

const rankRules = ranks.flatMap((rooms, rank) =>
  rooms.map((room) => {
    const allowed = [...ranks.slice(0, rank).flat(), room];
    return forbid(
      `rank-${room}`,
      `${room} has rank ${rank}; it imports only ${allowed.join(', ')}.`,
      { path: `^src/${room}/` },
      { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
    );
  }),
);

const strangerRules = strangers.map(({ room, never }) =>
  forbid(
    `stranger-${room}`,
    `${room} knows nothing of ${never}.`,
    { path: `^src/${room}/` },
    { path: `^src/${never}/` },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rankRules,
    ...strangerRules,
    forbid(
      'room-unknown',
      'Every file of src/ lives in a room of the rank table (.dependency-cruiser.cjs).',
      { path: '^src/', pathNot: `^src/(${ranks.flat().join('|')})/` },
      {},
    ),
    forbid(
      'pure-rooms',
      `${pure.join(' and ')} touch no files and no network: effects are handed in.`,
      { path: `^src/(${pure.join('|')})/` },
      { path: `^(node:)?(${io.join('|')})(/|$)` },
    ),
    forbid(
      'unit-siblings',
      unitMessage,
      { path: `^src/(${unitRooms.join('|')})/([^/.]+)`, pathNot: '^src/[^/]+/index[.]tsx?$' },
      { path: '^src/$1/', pathNot: ['^src/$1/_', '^src/$1/$2(/|[.]tsx?$)'] },
    ),
    forbid(
      'check-siblings',
      unitMessage,
      { path: '^src/checks/(.*?)[^/]+$', pathNot: '/index[.]tsx?$' },
      { path: '^src/checks/', pathNot: ['^src/checks/_', '^src/checks/$1_'] },
    ),
    forbid('no-cycles', 'Modules never import each other in a circle, types included.', {}, { circular: true }),
    forbid(
      'no-dev-dependencies',
      'What ships imports only `dependencies` of package.json.',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'no-way-out',
      'What ships imports nothing of the tests, benches, scripts or examples.',
      { path: '^src/' },
      { path: '^(test|bench|scripts|examples|dist|web|infra)/' },
    ),
    forbid(
      'web-contract',
      'Of src/ the dashboard knows the contract of the API only (src/http/contract).',
      { path: '^web/' },
      { path: '^src/', pathNot: '^src/http/contract/' },
    ),
    forbid(
      'contract-alone',
      'The contract is for both sides: it imports zod and its own files, nothing that a browser has not.',
      { path: '^src/http/contract/' },
      { pathNot: ['^src/http/contract/', '(^|/)node_modules/zod/'] },
    ),
    forbid(
      'web-packages',
      'The dashboard imports only packages of package.json.',
      { path: '^web/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'web-way-out',
      'The dashboard imports nothing of the tests, benches, scripts or examples.',
      { path: '^web/' },
      { path: '^(test|bench|scripts|examples|dist|infra)/' },
    ),
    // A misspelt import (or a resolver that stopped understanding .ts) would hide an edge from every rule above.
    forbid(
      'no-unresolved',
      'An import that resolves to nothing is seen by no rule.',
      {},
      { couldNotResolve: true, pathNot: '^node:' },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'default', 'types'],
    },
  },
};

/**
 * @param {string} name
 * @param {string} comment
 * @param {object} from
 * @param {object} to
 */
function forbid(name, comment, from, to) {
  return /** @type {const} */ ({ name, comment, severity: 'error', from, to });
}
