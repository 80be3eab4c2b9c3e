import { useLayoutEffect } from 'preact/hooks';

/** Opens what is folded while the page is printed: paper has nothing to press. */
export function useUnfoldedOnPaper(): void {
  useLayoutEffect(() => {
    let folded: HTMLDetailsElement[] = [];
    const unfold = (): void => {
      folded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
      for (const details of folded) details.open = true;
    };
    const fold = (): void => {
      for (const details of folded) details.open = false;
      folded = [];
    };
    addEventListener('beforeprint', unfold);
    addEventListener('afterprint', fold);
    return () => {
      removeEventListener('beforeprint', unfold);
      removeEventListener('afterprint', fold);
    };
  }, []);
}
