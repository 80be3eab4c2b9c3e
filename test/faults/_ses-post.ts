import { drawn } from './_drawn.ts';
import type { SesEvent } from './_ses-events.ts';

/** How events get through: shares from 0 to 1. */
export interface EventWeather {
  /** Of single events that never come. */
  readonly missing?: number;
  /** Of messages of which nothing is ever heard. */
  readonly silent?: number;
  readonly duplicated?: number;
  /** Each comes after 0 to so many milliseconds, and so out of order. */
  readonly late?: number;
}

export interface Posted {
  readonly ticket: number;
  readonly event: SesEvent;
  /** From when on it is delivered, in milliseconds since 1970. */
  readonly from: number;
}

/**
 * A queue that delivers each event at least once: what is taken and not said to be done comes again after `again`
 * milliseconds.
 */
export class EventPost {
  readonly #weather: EventWeather;
  readonly #seed: number;
  readonly #waiting = new Map<number, { posted: Posted; hiddenUntil: number }>();
  #tickets = 0;

  constructor(seed: number, weather: EventWeather) {
    this.#seed = seed;
    this.#weather = weather;
  }

  /** Events that are still to be delivered, due or not. */
  get waiting(): number {
    return this.#waiting.size;
  }

  post(events: readonly SesEvent[], now: number): void {
    const { missing = 0, silent = 0, duplicated = 0, late = 0 } = this.#weather;
    for (const [index, event] of events.entries()) {
      const id = event.mail.messageId;
      const draw = (what: string): number => drawn(this.#seed, what, id, index);
      if (drawn(this.#seed, 'silent', id) < silent || draw('missing') < missing) continue;
      const copies = draw('duplicated') < duplicated ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        this.#tickets += 1;
        const posted = { ticket: this.#tickets, event, from: now + Math.floor(late * draw(`late ${copy}`)) };
        this.#waiting.set(posted.ticket, { posted, hiddenUntil: 0 });
      }
    }
  }

  /** Up to `limit` events that are due, the longest due first. */
  take(limit: number, now: number, again = 5_000): readonly Posted[] {
    const due = [...this.#waiting.values()]
      .filter(({ posted, hiddenUntil }) => posted.from <= now && hiddenUntil <= now)
      .toSorted((a, b) => a.posted.from - b.posted.from || a.posted.ticket - b.posted.ticket)
      .slice(0, limit);
    for (const one of due) one.hiddenUntil = now + again;
    return due.map(({ posted }) => posted);
  }

  done(ticket: number): void {
    this.#waiting.delete(ticket);
  }
}
