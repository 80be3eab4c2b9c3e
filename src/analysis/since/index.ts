export { gravityOf, lives, type Life } from './life.ts';
export { definitions } from './definition.ts';
export { movesSince, type Incomparable, type Move, type Moves } from './moves.ts';
