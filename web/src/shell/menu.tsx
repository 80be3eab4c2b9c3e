import { useEffect, useRef, useState } from 'preact/hooks';
import { session } from '../api/here.ts';
import { useBridge } from '../api/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Who is signed in, the theme, help, and the way out. */
export function UserMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { user, version } = useBridge();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    addEventListener('pointerdown', onPointer);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPointer);
      removeEventListener('keydown', onKey);
    };
  }, [open]);

  return (
    <div ref={box} class="relative">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls="user-menu"
        onClick={() => setOpen(!open)}
        class="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded border border-edge bg-panel px-3 hover:bg-sunken"
      >
        <span class="max-w-40 truncate font-semibold">{user.name}</span>
        <svg width="10" height="6" viewBox="0 0 10 6" aria-hidden="true" class="shrink-0">
          <path d="m1 1 4 4 4-4" fill="none" stroke="currentColor" stroke-width="2" />
        </svg>
      </button>
      <div
        id="user-menu"
        hidden={!open}
        class="absolute end-0 z-20 mt-1 w-72 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-panel p-4 shadow-lg"
      >
        <div class="grid gap-4">
          <p>
            Signed in as <strong>{user.name}</strong>
            <br />
            <span class="text-quiet">{user.role === 'admin' ? 'Admin: sees and sends' : 'Reader: sees'}</span>
          </p>
          <ThemeSwitch />
          <div class="flex flex-wrap gap-2">
            <Button
              small
              onClick={() => {
                setOpen(false);
                button.current?.focus();
                onHelp();
              }}
            >
              Keys
            </Button>
            <Button small onClick={() => void session.signOut()}>
              Sign out
            </Button>
          </div>
          <p class="text-xs text-quiet">Quarterdeck {version}</p>
        </div>
      </div>
    </div>
  );
}
