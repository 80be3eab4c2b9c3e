// Teaches dependency-cruiser 17 to read this code with swc (it cannot use TypeScript 7, which has no classic JS API).
// Its swc parser never sets `tsx`, and its tree walk throws at syntax that it does not know (`using`) and overlooks
// `import('./x.ts').Type`. So each file is parsed here with the right options and cut down to its imports.
// Version 18 parses tsx itself (dependency-cruiser#1081) but needs Node 22.
const { readFileSync } = require('node:fs');
const { Compiler, parseSync } = require('@swc/core');

/** @type {any} */ (Compiler.prototype).parseFileSync = (/** @type {string} */ path) => {
  const program = parseSync(readFileSync(path, 'utf8'), {
    syntax: 'typescript',
    tsx: path.endsWith('x'),
    decorators: true,
  });
  return { ...program, body: [...importsIn(program)] };
};

/**
 * Static and type-only imports, `export … from`, `import x = require()`, `import()` and `import('…').Type`, at any depth.
 * @param {any} node
 * @returns {Generator<object>}
 */
function* importsIn(node) {
  if (node === null || typeof node !== 'object') return;
  const { type, span } = node;
  if (type === 'ImportDeclaration' || type === 'TsImportEqualsDeclaration') yield node;
  if ((type === 'ExportAllDeclaration' || type === 'ExportNamedDeclaration') && node.source) yield node;
  if (type === 'TsImportType') yield { type: 'ImportDeclaration', span, source: node.argument, specifiers: [] };
  if (type === 'CallExpression' && node.callee.type === 'Import') {
    yield { type: 'ExpressionStatement', span, expression: { ...node, arguments: node.arguments.slice(0, 1) } };
  }
  for (const child of Object.values(node)) yield* importsIn(child);
}
