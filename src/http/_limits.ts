import type { Door, Limits } from './_api.ts';

const LIMITS: Limits = { requests: 600, sends: 20, events: 3000, patience: 30_000, stream: 300_000 };

/** The limits of a door: what it does not say is as usual. */
export const limitsOf = ({ limits }: Door): Limits => ({ ...LIMITS, ...limits });
