import type { ComponentChildren } from 'preact';
import { controlClass, Field } from './field.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

export interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (Option | OptionGroup)[];
  readonly onChange: (value: string) => void;
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean;
}

/** The browser's own select: it knows every keyboard and every phone. */
export function Select({ label, value, options, onChange, hint, disabled = false }: SelectProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <select
          {...control}
          class={controlClass}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((entry) =>
            'options' in entry ? (
              <optgroup key={entry.label} label={entry.label}>
                {entry.options.map(one)}
              </optgroup>
            ) : (
              one(entry)
            ),
          )}
        </select>
      )}
    </Field>
  );
}

const one = ({ value, label, disabled = false }: Option) => (
  <option key={value} value={value} disabled={disabled}>
    {label}
  </option>
);
