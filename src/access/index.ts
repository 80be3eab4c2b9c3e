export type { Access, AccessOptions, AccessUser, Admitted, Opened, Refusal } from './access.ts';
export { openAccess } from './open.ts';
