import { expect, test } from 'vitest';
import { itemsOf } from './_items.ts';

test('a document without check boxes: headings say what the entries are', () => {
  const text = `
    # Booking site

    Date: 2026-04-20

    ## Done
    - Voucher page. Checked on 2026-04-20.

    ## Next steps
    1. Free days on the site (Tomas, due 2026-05-15)
       - the feed needs a key
    2. Order pictures. Owner: Maya. Due: May 20
    - See the [price list](https://example.com/prices) — Ana

    ## Blocked
    - Card link: waiting for the bank since April 8 (Ines)

    ## Decisions
    - Decided 2026-04-15: no chat widget.
    - **Pending since 2026-04-02:** sync every hour? Sergio decides.

    ## Open questions
    - Do children pay?

    ## Risks
    - One captain only

    ## Parked
    - Second boat
  `;
  expect(itemsOf(text)).toEqual([
    '6 task done: Voucher page. Checked on 2026-04-20',
    '9 task open: Free days on the site | of Tomas | due 2026-05-15',
    '11 task open: Order pictures | of Maya | due 2026-05-20',
    '12 task open: See the price list | of Ana | see https://example.com/prices',
    '15 blocker open: Card link: waiting for the bank | of Ines | waits for the bank | since 2026-04-08',
    '18 decision taken: Decided 2026-04-15: no chat widget',
    '19 decision pending: sync every hour? | of Sergio | since 2026-04-02',
    '22 decision pending: Do children pay?',
    '25 risk open: One captain only',
    '28 task tabled: Second boat',
  ]);
});

test('check boxes count wherever they stand, within each other, too', () => {
  const text = `
    Before the season

    - [x] Zincs
    - [ ] Haul-out @mara
      - [x] yard asked
      - [ ] deposit paid, by end of May 2026
      - what the yard said
    - [-] New sails
    - [ ] Raft — blocked by the yard
    - plain entry
  `;
  expect(itemsOf(text)).toEqual([
    '3 task done: Zincs',
    '4 task open: Haul-out | of mara',
    '5 task done: yard asked',
    '6 task open: deposit paid | due 2026-05-31',
    '8 task withdrawn: New sails',
    '9 blocker open: Raft — blocked by the yard | waits for the yard',
  ]);
});

test('tables of tasks; tables of figures are none', () => {
  const text = `
    ## State

    | Task | Status | Owner | Due | Waiting for |
    | --- | --- | --- | --- | --- |
    | Haul-out | open | Ana | 2026-05-20 | |
    | Zincs | Blocked since 2026-04-02 | TBD | | the yard |
    | Paint | ✅ | | | |
    | Dinghy | on hold until autumn | | | |
    | ~~Thruster~~ | | | | |
    | TBD | open | | | |

    | Month | Charters |
    | --- | --- |
    | April | 4 |

    ## Risks

    | Risk | Owner |
    | --- | --- |
    | One captain | Sergio |
  `;
  expect(itemsOf(text)).toEqual([
    '5 task open: Haul-out | of Ana | due 2026-05-20',
    '6 blocker open: Zincs | waits for the yard | since 2026-04-02',
    '7 task done: Paint',
    '8 task tabled: Dinghy',
    '9 task withdrawn: Thruster',
    '20 risk open: One captain | of Sergio',
  ]);
});

test('labels: bold ones above a list, and lines that say what they are', () => {
  const text = `
    # Notes

    **Next:**

    - Order zincs

    Waiting on:
    - The yard's answer

    TODO: tell Kim about the slip
    Decision needed: which price?
    Waiting on Kim for the keys since 2026-04-03.
    Nothing else.
  `;
  expect(itemsOf(text)).toEqual([
    '5 task open: Order zincs',
    "8 blocker open: The yard's answer",
    '10 task open: tell Kim about the slip',
    '11 decision pending: which price?',
    '12 blocker open: Waiting on Kim for the keys | waits for Kim for the keys | since 2026-04-03',
  ]);
});

test('a paragraph below such a heading is the item, where no list is', () => {
  expect(
    itemsOf('## Blocked\n\nThe certificate: waiting on the broker\nsince 2026-04-02.\n\n## Risks\n\nNone.\n'),
  ).toEqual(['3 blocker open: The certificate: waiting on the broker | waits for the broker | since 2026-04-02']);
});

test('front matter names the owner of what names nobody', () => {
  expect(itemsOf('---\nowner: Ines\n---\n## Next\n- Posters\n- Stage (Rafa)\n')).toEqual([
    '5 task open: Posters | of Ines',
    '6 task open: Stage | of Rafa',
  ]);
});

test('German words', () => {
  const text = `
    Stand: 27.03.2026

    ## Erledigt
    - [x] Ofen (Anton, 12.03.2026)
    ## Als Nächstes
    - Probebacken (Anton, bis 17.04.2026)
    ## Offene Fragen
    - Neuer Lieferant?
  `;
  expect(itemsOf(text)).toEqual([
    '4 task done: Ofen (Anton, 12.03.2026)',
    '6 task open: Probebacken | of Anton | due 2026-04-17',
    '8 decision pending: Neuer Lieferant?',
  ]);
});

test.each([
  ['by May 15', '2026-05-15'],
  ['due 15th of May', '2026-05-15'],
  ['due on Friday, 15 May 2026', '2026-05-15'],
  ['until 15.05.2026', '2026-05-15'],
  ['by 5/15/2026', '2026-05-15'],
  ['by end of May', '2026-05-31'],
  ['📅 2026-05-15', '2026-05-15'],
  ['by October 5', '2026-10-05'],
  // The nearest: it is long over.
  ['by January 5', '2026-01-05'],
  ['deadline: 2026-05-15', '2026-05-15'],
  // Which of the two it is nobody can tell.
  ['by 5/6/2026', undefined],
  ['by 2026-02-31', undefined],
  ['by Friday', undefined],
  ['by Ana', undefined],
])('a day: %s', (words, due) => {
  const [item] = itemsOf(`Date: 2026-04-20\n\n## Next\n- Paint the hull ${words}\n`);
  expect(/due (\S+)/.exec(item?.replace(words, '') ?? '')?.[1]).toBe(due);
});

test.each([
  ['Send it (Ana)', 'Ana'],
  ['Send it (Ana Ruiz, due 2026-05-01)', 'Ana Ruiz'],
  ['Send it — Ana & Bo', 'Ana & Bo'],
  ['Owner: Ana. Send it', 'Ana'],
  ['Send it to a@b.example @ana', 'ana'],
  ['Send it (Optional)', undefined],
  ['Send it (two copies)', undefined],
  ['Send "— Ana" to the printer', undefined],
])('an owner: %s', (words, owner) => {
  expect(/\| of (.+?)(?: \||$)/.exec(itemsOf(`## Next\n- ${words}\n`)[0] ?? '')?.[1]).toBe(owner);
});
