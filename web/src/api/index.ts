export * as contract from './contract.ts';
export { useBridge } from './bridge.ts';
export { api, session } from './here.ts';
export { useAnswer, usePages, useSession, type Answer, type AnswerOptions } from './hooks.ts';
export { ApiProblem, asProblem } from './problem.ts';
