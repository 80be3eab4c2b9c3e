/** The finding's card that has the focus, or holds what has it. */
export function focusedFinding(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-finding]')?.dataset['finding'];
}

export function focusFinding(id: string): void {
  const card = document.getElementById(id);
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'start', behavior: 'smooth' });
}

/** The ids of the cards, as they stand on the page. */
export function cardsOnPage(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-finding]')].flatMap(
    ({ dataset }) => dataset['finding'] ?? [],
  );
}

/** The card so many further; at an end, the last one there is. None has the focus: the first. */
export function beside(ids: readonly string[], id: string | undefined, by: 1 | -1): string | undefined {
  const at = id === undefined ? -1 : ids.indexOf(id);
  if (at === -1) return ids[0];
  return ids[Math.min(Math.max(at + by, 0), ids.length - 1)];
}

/** Who gets the focus when a card goes away: the next one, or the one before. */
export function heirOf(ids: readonly string[], id: string): string | undefined {
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1];
}
