export { definitionOf } from './definition.ts';
export { gravityOf, lives, type Life } from './life.ts';
export { movesSince, type Incomparable, type Move, type Moves } from './moves.ts';
export type { Since } from './since.ts';
