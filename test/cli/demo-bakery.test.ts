import { demoOf } from './_demo.ts';

demoOf({
  name: 'bakery-group',
  // Nobody delivers yachts here.
  reports: {
    'jules@example.com': ['ceo', 'cfo', 'accounting', 'rental', 'client-billing'],
    'marlene@example.com': ['ceo', 'cfo', 'accounting', 'rental', 'client-billing'],
  },
  bcc: 'revision@example.com',
  zone: /\+0[12]00$/,
  severe: 'high',
  exit: 0,
});
