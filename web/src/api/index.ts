export * as contract from './contract.ts';
export { useBridge } from './bridge.ts';
export { api, session } from './here.ts';
export { asking, useAnswer, usePages, useSession } from './hooks.ts';
export { ApiProblem, asProblem } from './problem.ts';
