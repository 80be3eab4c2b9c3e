import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button, type ButtonKind } from './button.tsx';

export interface DialogProps {
  readonly title: string;
  /** Escape, and a click beside it. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** The buttons below, the safe one first. */
  readonly actions?: ComponentChildren;
}

/** The browser's own modal dialog. Show it by rendering it; its focus returns to where it was. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const before = document.activeElement;
    const element = box.current;
    element?.showModal();
    return () => {
      // Before it goes: what lies behind an open one takes no focus.
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape does the same
    <dialog
      ref={box}
      aria-labelledby={id}
      class="w-[min(40rem,calc(100vw-2rem))] max-h-[calc(100dvh-2rem)] overflow-y-auto rounded-lg border border-line bg-panel p-0"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div class="grid gap-4 p-5">
        <h2 id={id} class="text-lg font-semibold">
          {title}
        </h2>
        {children}
        <div class="flex flex-wrap justify-end gap-2">{actions ?? <Button onClick={onClose}>Close</Button>}</div>
      </div>
    </dialog>
  );
}

export interface ConfirmProps {
  readonly title: string;
  /** What the button does: a verb and a thing, never “OK”. */
  readonly action: string;
  readonly kind?: ButtonKind;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A question before something that cannot be taken back. */
export function Confirm({ title, action, kind = 'primary', busy = false, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={kind} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
