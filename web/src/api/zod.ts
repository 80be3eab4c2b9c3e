import * as z from 'zod';

// Zod builds faster parsers with `new Function`, which the page's policy forbids: it is not to try.
z.config({ jitless: true });
