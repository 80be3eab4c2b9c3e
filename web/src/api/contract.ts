// The contract, after Zod has been told what the page's policy allows: everything in web/ imports it from here.
// eslint-disable-next-line import/no-unassigned-import -- for what it does
import './zod.ts';

export * from '../../../src/http/contract/index.ts';
