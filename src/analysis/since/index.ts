export { definitionOf } from './definition.ts';
export { gravityOf, lives } from './life.ts';
export { movesSince } from './moves.ts';
export type { Since } from './since.ts';
