// The fake SES of the fault harness in a process of its own, without faults and events. With an argument, requests take so
// many milliseconds on average.
import { plainAccount } from '../test/faults/_ses-account.ts';
import { startFakeSes } from '../test/faults/fake-ses.ts';

const account = plainAccount();
account.configurationSets.set('reports', { events: false });
const ses = await startFakeSes({ account, slow: Number(process.argv[2] ?? 0) });
process.send?.({ port: Number(new URL(ses.url).port) });
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
