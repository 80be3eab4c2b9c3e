import { describe, expect, test } from 'vitest';
import { headOf, itemsOf } from './_items.ts';

const NEXT = '\n## Next\n- Order zincs\n- [ ] Wash\n- [x] Paint\n';

describe('A document that does not hold any more has no open items', () => {
  test.each([
    ['front matter: status', '---\nstatus: superseded\n---\n# Plan\n', 'superseded', ''],
    ['front matter: superseded_by', '---\nsuperseded_by: new.md\n---\n# Plan\n', 'superseded', ' by new.md'],
    [
      'a notice with a link',
      '# Plan\n\n> **SUPERSEDED** by [New plan](new.md) on 2026-04-24.\n',
      'superseded',
      ' by new.md',
    ],
    ['the title', '# Plan (superseded)\n', 'superseded', ''],
    ['a struck title', '# ~~Plan~~\n', 'superseded', ''],
    ['a status line', '# Plan\n\n**Status:** superseded by the autumn plan\n', 'superseded', ' by the autumn plan'],
    ['tabled', '# Plan\n\n**Status:** tabled until September\n', 'tabled', ''],
    ['on hold', '# Plan\n\nThis document is on hold.\n', 'tabled', ''],
  ])('%s', (_name, head, state, by) => {
    const title = head.startsWith('---') || !head.includes('(superseded)') ? 'Plan' : 'Plan (superseded)';
    expect(headOf(head + NEXT)).toMatch(
      new RegExp(`^\\d ${state}: ${title.replace(/[()]/g, '\\$&')} \\(no day\\)${by}$`),
    );
    const ended = state === 'tabled' ? 'tabled' : 'withdrawn';
    expect(itemsOf(head + NEXT).map((item) => item.replace(/^\d+ /, ''))).toEqual([
      `task ${ended}: Order zincs`,
      `task ${ended}: Wash`,
      'task done: Paint',
    ]);
  });

  test('what is said at its end', () => {
    const text = `# Plan\n${NEXT}\nUPDATE 2026-05-01: this handoff is superseded by autumn.md.\n`;
    expect(headOf(text)).toBe('1 superseded: Plan (no day) by autumn.md');
  });

  test.each([
    ['what it supersedes', '# Plan\n\nSupersedes old.md.\n'],
    ['what it replaces', '# Plan\n\n**Replaces:** [old](old.md)\n'],
    ['a quotation', '# Plan\n\nWrite "superseded by" on top of what no longer holds.\n'],
    ['a question', '# Plan\n\nIs this document superseded?\n'],
    ['a denial', '# Plan\n\nThis document is not superseded.\n'],
    ['a quote of others', '# Plan\n\nText.\n\n## Mail\n\n> Superseded by the other one.\n'],
    ['code', '# Plan\n\n```\nSUPERSEDED\n```\n'],
  ])('but it holds with %s', (_name, head) => {
    expect(headOf(head + NEXT)).toMatch(/^1 current: Plan/);
    expect(itemsOf(head + NEXT)).toHaveLength(3);
    expect(itemsOf(head + NEXT)[0]).toContain('open');
  });
});

describe('An item that is withdrawn, set aside or done is not open', () => {
  test.each([
    ['~~Call the marina~~', 'withdrawn: Call the marina'],
    ['~~Call the marina~~ done 2026-04-12', 'done: Call the marina'],
    ['~~Call the marina~~: dropped, nothing gained by it', 'withdrawn: Call the marina'],
    ['<del>Call the marina</del>', 'withdrawn: Call the marina'],
    ['~~Call~~ Write to the marina', 'open: Write to the marina'],
    ['Call the marina — superseded by the new slip', 'withdrawn: Call the marina — superseded by the new slip'],
    ['[parked] Call the marina', 'tabled: [parked] Call the marina'],
    ['Call the marina (tabled until June)', 'tabled: Call the marina (tabled until June)'],
    ['Call the marina. On hold.', 'tabled: Call the marina. On hold'],
    ['Double booking: decision, not a bug', 'withdrawn: Double booking: decision, not a bug'],
    ["Double booking: won't fix", "withdrawn: Double booking: won't fix"],
    ['Double booking is by design.', 'withdrawn: Double booking is by design'],
    ['Call the marina; no longer needed', 'withdrawn: Call the marina; no longer needed'],
    ['Call the marina. UPDATE 2026-04-02: done', 'done: Call the marina. UPDATE 2026-04-02: done'],
    ['✅ Call the marina', 'done: Call the marina'],
    ['Call the marina\n  - Update: done by Kim', 'done: Call the marina'],
    ['Call the marina\n\n  Correction: this is done.', 'done: Call the marina'],
    ['Call the marina\n  Correction: call the yard', 'open: call the yard'],
    ['Call the marina\n  - Correction: call the yard', 'open: call the yard'],
  ])('%s', (line, expected) => {
    expect(itemsOf(`## Next\n- ${line}\n`)).toEqual([`2 task ${expected}`]);
  });

  test.each([
    'Remove obsolete listings',
    'Ask Kim about the parked ads',
    'Find out whether the ad is on hold',
    'Close the books when the month is done',
    'Fixed prices for May',
    'Not done: the zincs',
    'Say `superseded by` in the title',
  ])('%s: that is open', (line) => {
    expect(itemsOf(`## Next\n- ${line}\n`)[0]).toMatch(/^2 task open: /);
  });

  test('with all that belongs to it, and with its section', () => {
    const text = `
      ## Next
      - ~~[Second boat](boat.md)~~
        - [ ] ask the bank
      ## Old plan (superseded)
      - [ ] Hire a skipper
      ### Marketing
      - [ ] Flyers
      ## Winter
      This section is on hold.
      - [ ] Paint
      ## ~~Next year~~
      - [ ] Sell
    `;
    expect(itemsOf(text).map((item) => item.replace(/ \|.*/, ''))).toEqual([
      '2 task withdrawn: Second boat',
      '3 task withdrawn: ask the bank',
      '5 task withdrawn: Hire a skipper',
      '7 task withdrawn: Flyers',
      '10 task tabled: Paint',
      '12 task withdrawn: Sell',
    ]);
  });

  test('by a correction elsewhere that speaks of it', () => {
    const text = `
      ## Next
      - Book the haul-out at the yard
      - Book the hotel

      Correction: the haul-out at the yard is done.
      ## Corrections
      - Hotel booking: dropped
    `;
    expect(itemsOf(text)).toEqual(['2 task done: Book the haul-out at the yard', '3 task open: Book the hotel']);
  });
});

describe('What is no fact makes no item', () => {
  test.each([
    '<name of the task>',
    'TBD',
    'lorem ipsum dolor',
    'Pay $X to the yard',
    '{{task}}',
    'none',
    '(nothing at the moment)',
    'e.g. order zincs',
    '…',
  ])('%s', (line) => {
    expect(itemsOf(`## Next\n- ${line}\n`)).toEqual([]);
  });

  test('but a task whose owner or day is not known is one', () => {
    expect(itemsOf('## Next\n- Order zincs (owner: TBD)\n- Order <b>more</b>\n')).toEqual([
      '2 task open: Order zincs',
      '3 task open: Order more',
    ]);
  });

  test('quotations, code, comments, examples and templates', () => {
    const text = `
      ## Next

      > - [ ] what Kim wrote

          - [ ] indented code

      \`\`\`md
      - [ ] in code
      \`\`\`

      <!-- - [ ] in a comment
      - [ ] still in it -->

      ## Example
      - [ ] Task one (Ana)
      ## Template for the next season
      - [ ] <task>
      ## Mail from Kim
      - plain entry of no such section
    `;
    expect(itemsOf(text)).toEqual([]);
  });
});

describe('The day of a document', () => {
  test.each([
    ['a line', '# A\n\nDate: 2026-04-20\n', '2026-04-20'],
    [
      'the last change, where both are there',
      '# A\n\n**Date:** 2026-03-01\n**Last updated:** April 20, 2026\n',
      '2026-04-20',
    ],
    ['front matter', '---\ndate: 2026-04-20\n---\n# A\n', '2026-04-20'],
    ['the title', '# A, 20 April 2026\n', '2026-04-20'],
    ['no day of some item', '# A\n\n## Next\n- Pay (due 2026-05-01)\n', 'no day'],
  ])('%s', (_name, text, dated) => {
    expect(headOf(text)).toContain(`(${dated})`);
  });

  test('the name of the file, where nothing else says it', () => {
    expect(headOf('# A\n', 'handoffs/2026-04-20-a.md')).toContain('(2026-04-20)');
  });
});
