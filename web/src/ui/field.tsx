import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** Of every text box and select. */
export const controlClass =
  'min-h-11 w-full rounded border border-edge bg-panel px-3 py-2 text-ink disabled:opacity-55 aria-invalid:border-bad aria-invalid:border-2';

export interface FieldProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly error?: ComponentChildren;
  /** The control, to be given these. */
  readonly children: (control: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': 'true' | undefined;
  }) => ComponentChildren;
}

/** A label, a control, and what there is to say of it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div class="grid gap-1">
      <label for={id} class="font-semibold">
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined })}
      {hint ? (
        <p id={`${id}-hint`} class="text-sm text-quiet">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} class="text-sm font-semibold text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type InputProps = Omit<JSX.IntrinsicElements['input'], 'class' | 'className' | 'label'>;

export interface TextFieldProps extends InputProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: ComponentChildren;
}

export function TextField({ label, hint, error, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input type="text" {...rest} {...control} class={controlClass} />}
    </Field>
  );
}

export interface CheckProps extends InputProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
}

/** A box to tick, its label beside it. */
export function Check({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  return (
    <div class="flex items-start gap-3">
      <input
        type="checkbox"
        {...rest}
        id={id}
        class="size-6 shrink-0 accent-accent"
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
      />
      <div>
        <label for={id} class="block py-0.5">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} class="text-sm text-quiet">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
