import type { IsoDate } from '../../core/date.ts';
import { isUsable, namedIn, namesAll, nameWords, referenceKey, wordsOf, type Word } from './words.ts';

/** What a customer booked, as far as matching looks at it. Amounts are minor units. */
export interface BookedService {
  readonly id: number;
  readonly entity: string;
  /** The accounts on which its money arrives: the stream's income and its deposits. */
  readonly accounts: readonly string[];
  readonly reference: string;
  readonly customer: string;
  readonly booked: IsoDate | undefined;
  readonly serviceTo: IsoDate;
  readonly price: bigint | undefined;
  /** What is paid ahead, where the portfolio says which share of the price that is. */
  readonly deposit: bigint | undefined;
  readonly currency: string;
  readonly cancelled: boolean;
}

/** Money that came in on a stream's account; below zero what was given back. */
export interface Payment {
  readonly id: number;
  readonly entity: string;
  readonly account: string;
  readonly date: IsoDate;
  readonly amount: bigint;
  readonly currency: string;
  /** Payee, memo and reference. */
  readonly text: string;
}

/**
 * How a payment was told: by the booking's `reference`; by `customer` and amount; `several` could be meant, so that it
 * is left alone; `none` is named.
 */
export type How = 'reference' | 'customer' | 'several' | 'none';

export interface Match {
  readonly payment: number;
  readonly booking: number | undefined;
  readonly how: How;
}

/**
 * Which booking each payment is for. A reference decides alone. Else a customer's name with the whole price, the deposit
 * or the balance, between the day of booking and that of service, decides where exactly one booking fits and has room
 * for all who claim it. The answer does not depend on the order of payments or bookings.
 */
export function matchPayments(bookings: readonly BookedService[], payments: readonly Payment[]): readonly Match[] {
  const desk = new Desk(bookings);
  const found = new Map<number, Match>();
  const open: Payment[] = [];
  for (const payment of payments) {
    const named = desk.byReference(payment);
    const [only, ...others] = named;
    if (!only) open.push(payment);
    else if (others.length > 0) found.set(payment.id, { payment: payment.id, booking: undefined, how: 'several' });
    else found.set(payment.id, desk.take(payment, only, 'reference'));
  }
  for (const match of desk.byCustomer(open.filter(({ amount }) => amount > 0n))) found.set(match.payment, match);
  for (const match of desk.refunds(open.filter(({ amount }) => amount < 0n))) found.set(match.payment, match);
  return payments.map(({ id }) => found.get(id) ?? { payment: id, booking: undefined, how: 'none' });
}

interface Claim {
  readonly payment: Payment;
  readonly candidates: readonly BookedService[];
}

class Desk {
  readonly #references = new Map<string, Map<string, readonly BookedService[]>>();
  readonly #customers = new Map<string, { readonly name: readonly string[]; readonly booking: BookedService }[]>();
  readonly #received = new Map<number, bigint>();
  readonly #first = new Map<number, IsoDate>();

  constructor(bookings: readonly BookedService[]) {
    const uses = new Map<string, number>();
    for (const { customer } of bookings)
      for (const word of nameWords(customer)) uses.set(word, (uses.get(word) ?? 0) + 1);
    for (const booking of bookings) {
      const key = referenceKey(booking.reference);
      const own = this.#references.get(booking.entity) ?? new Map<string, readonly BookedService[]>();
      this.#references.set(booking.entity, own);
      if (isUsable(key)) own.set(key, [...(own.get(key) ?? []), booking]);
      const name = nameWords(booking.customer);
      // Listed under the word that the fewest share: `Family` would be looked through by everybody.
      const rarest = name.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0) || (a < b ? -1 : 1))[0];
      if (rarest === undefined) continue;
      const listed = this.#customers.get(rarest);
      if (listed) listed.push({ name, booking });
      else this.#customers.set(rarest, [{ name, booking }]);
    }
  }

  byReference(payment: Payment): readonly BookedService[] {
    const known = this.#references.get(payment.entity);
    if (!known) return [];
    return namedIn(wordsOf(payment.text), known)
      .flat()
      .filter((booking) => isOn(booking, payment));
  }

  take(payment: Payment, booking: BookedService, how: 'reference' | 'customer'): Match {
    this.#received.set(booking.id, this.#sum(booking) + payment.amount);
    const first = this.#first.get(booking.id);
    if (first === undefined || payment.date < first) this.#first.set(booking.id, payment.date);
    return { payment: payment.id, booking: booking.id, how };
  }

  /** In rounds: what is settled in one leaves less to choose from in the next. */
  byCustomer(payments: readonly Payment[]): readonly Match[] {
    const claims = payments.map((payment) => ({ payment, candidates: this.#fitting(payment) }));
    return this.#settle(claims, (booking, claimed) => this.#sum(booking) + claimed <= (booking.price ?? 0n));
  }

  /** What is given back without a reference belongs to a booking that has received as much; a cancelled one goes first. */
  refunds(payments: readonly Payment[]): readonly Match[] {
    const claims = payments.map((payment) => {
      const all = this.#named(payment).filter(
        (booking) => (this.#first.get(booking.id) ?? '~') <= payment.date && this.#sum(booking) + payment.amount >= 0n,
      );
      const cancelled = all.filter((booking) => booking.cancelled);
      return { payment, candidates: cancelled.length > 0 ? cancelled : all };
    });
    return this.#settle(claims, (booking, claimed) => this.#sum(booking) + claimed >= 0n);
  }

  #sum(booking: BookedService): bigint {
    return this.#received.get(booking.id) ?? 0n;
  }

  #named(payment: Payment): readonly BookedService[] {
    const words = new Set(wordsOf(payment.text).map(({ text }: Word) => text));
    return [...words]
      .flatMap((word) => this.#customers.get(word) ?? [])
      .filter(({ name, booking }) => isOn(booking, payment) && namesAll(words, name))
      .map(({ booking }) => booking);
  }

  #fitting(payment: Payment): readonly BookedService[] {
    return this.#named(payment).filter((booking) => {
      const { price, deposit, booked, serviceTo } = booking;
      if (price === undefined || (booked !== undefined && payment.date < booked) || payment.date > serviceTo)
        return false;
      const parts = deposit === undefined ? [price] : [price, deposit, price - deposit];
      return parts.includes(payment.amount) && this.#sum(booking) + payment.amount <= price;
    });
  }

  #settle(claims: readonly Claim[], hasRoom: (booking: BookedService, claimed: bigint) => boolean): readonly Match[] {
    const matches: Match[] = [];
    let open = claims;
    for (let settled = true; settled;) {
      const claimed = new Map<number, bigint>();
      for (const { payment, candidates } of open)
        for (const { id } of candidates) claimed.set(id, (claimed.get(id) ?? 0n) + payment.amount);
      const sure = open.flatMap(({ payment, candidates }) => {
        const [only, ...others] = candidates;
        return only && others.length === 0 && hasRoom(only, claimed.get(only.id) ?? 0n) ? [{ payment, only }] : [];
      });
      for (const { payment, only } of sure) matches.push(this.take(payment, only, 'customer'));
      settled = sure.length > 0;
      const done = new Set(sure.map(({ payment }) => payment.id));
      open = open
        .filter(({ payment }) => !done.has(payment.id))
        .map(({ payment, candidates }) => ({
          payment,
          candidates: candidates.filter((booking) => hasRoom(booking, payment.amount)),
        }));
    }
    const several = open.filter(({ candidates }) => candidates.length > 0);
    return [
      ...matches,
      ...several.map(({ payment }) => ({ payment: payment.id, booking: undefined, how: 'several' as const })),
    ];
  }
}

function isOn(booking: BookedService, { entity, account, currency }: Payment): boolean {
  return booking.entity === entity && booking.currency === currency && booking.accounts.includes(account);
}
