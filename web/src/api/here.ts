import { createClient } from './client.ts';
import { createSession } from './session.ts';
import { alone, memory, tabs } from './tabs.ts';

/** This page's session and client. */
export const session = createSession({ fetch: (...asked) => fetch(...asked), alone, tabs, memory });
export const api = createClient({ fetch: (...asked) => fetch(...asked), session });
