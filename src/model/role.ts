/**
 * What a file is to its entity: a statement of one account, the books themselves, what customers booked, a sheet of the
 * business, a document about the state of a project, or a page of its site.
 */
export type SourceRole = 'statement' | 'books' | 'bookings' | 'sheet' | 'handoff' | 'page';
