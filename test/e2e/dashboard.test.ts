import { afterAll, beforeAll, describe } from 'vitest';
import { everyPage } from './_every-page.ts';
import { openHouse, type House } from './_house.ts';
import { looking } from './_looking.ts';
import { sending } from './_sending.ts';
import { signingIn } from './_signing-in.ts';

/* The dashboard in a browser, over the built program: one server and one browser for all. */

let home: House;
beforeAll(async () => {
  home = await openHouse();
}, 120_000);
afterAll(() => home.close());
const house = (): House => home;

describe('signing in', { timeout: 90_000 }, () => {
  signingIn(house);
});
describe('sending', { timeout: 90_000 }, () => {
  sending(house);
});
describe('looking', { timeout: 90_000 }, () => {
  looking(house);
});
describe('every page', { timeout: 120_000 }, () => {
  everyPage(house);
});
