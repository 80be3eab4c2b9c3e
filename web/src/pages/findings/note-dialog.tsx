import { useId, useState } from 'preact/hooks';
import type { Finding, NoteRequest } from '../../api/contract.ts';
import { Button, controlClass, Dialog, Field, TextField } from '../../ui/index.ts';
import { daysAfter, requestOf, type Deed, type Wish } from './notes.ts';

export interface NoteDialogProps {
  readonly action: Deed;
  readonly finding: Finding;
  readonly asOf: string;
  /** Names to choose from; others may be typed. */
  readonly people: readonly string[];
  readonly onWrite: (request: NoteRequest) => void;
  readonly onClose: () => void;
}

const WORDS = {
  acknowledge: {
    title: 'Acknowledge a finding',
    button: 'Acknowledge',
    says: 'It stays quiet until it worsens. Reports show it among what is known.',
  },
  snooze: {
    title: 'Snooze a finding',
    button: 'Snooze',
    says: 'It stays quiet up to and with the day, unless it worsens before.',
  },
  assign: { title: 'Assign a finding', button: 'Assign', says: 'Reports and this page name whoever sees to it.' },
  reopen: { title: 'Open a finding again', button: 'Open again', says: 'Reports say it again, from the next one on.' },
} as const;

/** How far the day is that is offered first. */
const A_WHILE = 30;

export function NoteDialog({ action, finding, asOf, people, onWrite, onClose }: NoteDialogProps) {
  const [wish, setWish] = useState<Wish>({
    action,
    note: '',
    until: daysAfter(asOf, A_WHILE),
    to: action === 'assign' ? (finding.owner ?? '') : '',
  });
  const [wrong, setWrong] = useState<string>();
  const form = useId();
  const change = (part: Partial<Wish>): void => {
    setWrong(undefined);
    setWish((before) => ({ ...before, ...part }));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const request = requestOf(finding.id, wish, asOf);
    if ('wrong' in request) setWrong(request.wrong);
    else onWrite(request);
  };
  const { title, button, says } = WORDS[action];
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} kind="primary">
            {button}
          </Button>
        </>
      }
    >
      <form id={form} class="grid gap-4" onSubmit={submit} noValidate>
        <p class="border-s-4 border-line ps-3">
          {finding.claim} <span class="text-quiet">({finding.entityName})</span>
        </p>
        <p class="text-quiet">{says}</p>
        {action === 'snooze' ? (
          <TextField
            label="Until"
            type="date"
            required
            min={daysAfter(asOf, 1)}
            value={wish.until}
            error={wrong}
            onInput={(event) => change({ until: event.currentTarget.value })}
          />
        ) : null}
        {action === 'assign' ? (
          <>
            <TextField
              label="To whom"
              required
              maxLength={200}
              list={`${form}-people`}
              autocomplete="off"
              value={wish.to}
              error={wrong}
              onInput={(event) => change({ to: event.currentTarget.value })}
            />
            <datalist id={`${form}-people`}>
              {people.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </datalist>
          </>
        ) : null}
        <Field label="Note" hint="Kept on record with your name. You may leave it out.">
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={2000}
              class={controlClass}
              value={wish.note}
              onInput={(event) => change({ note: event.currentTarget.value })}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
