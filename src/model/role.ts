/** What a file is to its entity: a statement of one account, the books themselves, or what customers booked. */
export type SourceRole = 'statement' | 'books' | 'bookings';
