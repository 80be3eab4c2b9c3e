import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { Check } from '../ui/field.tsx';
import { keysAreOn, switchKeys } from './key-switch.ts';
import { useNav } from './nav.tsx';

const Key = ({ name }: { readonly name: string }) => (
  <kbd class="inline-block min-w-7 rounded border border-edge bg-sunken px-1.5 text-center font-mono text-sm">
    {name}
  </kbd>
);

/** The letters that act do so on the finding that has the focus. */
const OF_FINDINGS = [
  { keys: ['j', 'k'], does: 'Next, previous finding' },
  { keys: ['a'], does: 'Acknowledge the finding' },
  { keys: ['s'], does: 'Snooze the finding' },
  { keys: ['o'], does: 'Assign the finding to an owner' },
];

/** Keys, and where they lead. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn());
  const nav = useNav();
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
        <dt>
          <Key name="?" />
        </dt>
        <dd>This help</dd>
        {nav.map(({ key, label }) => [
          <dt key={key}>
            <Key name="g" /> <Key name={key} />
          </dt>,
          <dd key={`${key}-to`}>Go to {label}</dd>,
        ])}
        {OF_FINDINGS.map(({ keys, does }) => [
          <dt key={does} class="flex gap-1">
            {keys.map((key) => (
              <Key key={key} name={key} />
            ))}
          </dt>,
          <dd key={`${does}-does`}>{does}</dd>,
        ])}
        <dt>
          <Key name="Esc" />
        </dt>
        <dd>Close a dialog or a menu</dd>
      </dl>
      <Check
        label="Use these keys"
        hint="Switch them off if you dictate, or if they get in your way."
        checked={on}
        onChange={(event) => {
          switchKeys(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
