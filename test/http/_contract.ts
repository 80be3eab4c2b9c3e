import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificate, TOPIC } from '../delivery/feedback/_sns.ts';
import { ALIKE, ANSWERS } from './_answers.ts';
import { checkAnswer, documentOf, type ApiDocument } from './_document.ts';
import type { House } from './_house.ts';
import { houseOver, type STORES } from './_stores.ts';

const MORE = `delivery: { ses: { region: us-west-2, topics: ['${TOPIC}'] } }
reports: [weekly.md]
schedule: [{ id: mondays, report: cfo, list: owners, cron: '0 7 * * 1' }]
`;
const OWN = '---\ntype: weekly\ntitle: Weekly\naudience: the crew\n---\n\nWhat there is to say.\n';

/**
 * Every good answer of every route passes the validators that the page uses, over one store. Of routes that are alike
 * one may do.
 */
export function contractOver(store: (typeof STORES)[number], routes: 'every route' | 'one of those alike'): void {
  describe(`the contract over ${store}`, () => {
    let home: House;
    let over: Awaited<ReturnType<typeof houseOver>>;
    let api: ApiDocument;

    beforeAll(async () => {
      // SNS itself: it gives its certificate, and takes confirmations.
      const ask = async () => new Response(certificate);
      over = await houseOver(store, { more: MORE, door: { ask } });
      ({ home } = over);
      writeFileSync(join(home.folder, 'weekly.md'), OWN);
      api = await documentOf(home.ask);
    });
    afterAll(() => over.close());

    it('has an answer here for every route', () => {
      const ids = api.operations.map(({ operationId }) => operationId).toSorted();
      expect(Object.keys(ANSWERS).toSorted()).toEqual(ids);
    });

    const asked = Object.entries(ANSWERS).filter(([id]) => routes === 'every route' || !ALIKE.includes(id));
    it.each(asked)('%s', async (id, answers) => {
      const operation = api.operations.find(({ operationId }) => operationId === id);
      if (!operation) throw new Error(`the document has no ${id}`);
      const seen = new Set<string>();
      for (const answer of await answers(home)) {
        seen.add(String(answer.status));
        await checkAnswer(operation, answer);
      }
      const good = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      expect([...seen].toSorted()).toEqual(good.toSorted());
    });
  });
}
