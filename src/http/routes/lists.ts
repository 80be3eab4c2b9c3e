import type { Addressee } from '../../app/recipients.ts';
import type { Run } from '../../app/run.ts';
import type { Role } from '../../model/session.ts';
import { readEnvironment, type Environment } from '../../portfolio/environment.ts';
import type { Routes } from '../_api.ts';
import { json, problems, route } from '../_route.ts';
import { addresseeShown, addressShown } from '../_shown/addressee.ts';
import { recipientLists, type RecipientLists } from '../contract/index.ts';

const LISTS = route('reader', {
  method: 'get',
  path: '/api/lists',
  operationId: 'listLists',
  summary: 'Who gets which reports',
  tags: ['lists'],
  responses: { 200: json(recipientLists, 'The lists; addresses are masked for readers'), ...problems(422) },
});

export const listsRoutes: Routes = (api, { bridge: { effects, facts } }) => {
  api.openapi(LISTS, async (context) => {
    const { role } = context.var.identity;
    const environment = readEnvironment(effects.env);
    return context.json(await facts.with((run) => listsOf(run, environment, role)), 200);
  });
};

async function listsOf({ declared, records }: Run, environment: Environment, role: Role): Promise<RecipientLists> {
  const { lists, recipients, bcc, time_zone: timeZone } = declared.portfolio;
  const onlooker = { role, timeZone };
  const shownAll = (people: readonly Addressee[]) =>
    Promise.all(people.map((one) => addresseeShown(one, records, onlooker)));
  const others = recipients.length > 0 ? recipients : environment.recipients.map((email) => ({ email }));
  const copies = [...new Set([...bcc, ...environment.bcc])];
  return {
    lists: await Promise.all(
      lists.map(async ({ name, reports, together, attach, unsubscribe, to }) => ({
        name,
        ...(reports ? { reports } : {}),
        together,
        attach,
        unsubscribe: unsubscribe !== undefined,
        recipients: await shownAll(
          to.map((one) => ({ ...(typeof one === 'string' ? { email: one } : one), list: name })),
        ),
      })),
    ),
    recipients: await shownAll(others),
    bcc: copies.map((address) => addressShown(address, onlooker)),
  };
}
