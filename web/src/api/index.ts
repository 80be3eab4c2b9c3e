export * as contract from './contract.ts';
export { useBridge } from './bridge.ts';
export { api, session } from './here.ts';
export { question, useAnswer, usePages, useSession } from './hooks.ts';
export { ApiProblem, asProblem } from './problem.ts';
