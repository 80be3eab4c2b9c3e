import { useState } from 'preact/hooks';
import { readTheme, setTheme, THEMES, type Theme } from './theme.ts';

const WORDS: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export function ThemeSwitch() {
  const [theme, choose] = useState(readTheme());
  return (
    <fieldset>
      <legend class="mb-1 font-semibold">Theme</legend>
      {THEMES.map((one) => (
        <label key={one} class="flex min-h-8 cursor-pointer items-center gap-2">
          <input
            type="radio"
            name="theme"
            value={one}
            checked={theme === one}
            class="size-5 accent-accent"
            onChange={() => {
              setTheme(one);
              choose(one);
            }}
          />
          {WORDS[one]}
        </label>
      ))}
    </fieldset>
  );
}
