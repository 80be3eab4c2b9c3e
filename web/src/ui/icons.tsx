import type { ComponentChildren } from 'preact';

export interface IconProps {
  readonly size?: number;
}

function Icon({ size = 14, children }: IconProps & { readonly children: ComponentChildren }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      class="inline-block shrink-0"
    >
      {children}
    </svg>
  );
}

const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round' } as const;

/* Severities: a square, a triangle, a disc, a bar, a ring: told apart without colour. */
export const Square = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2" y="2" width="12" height="12" rx="1.5" fill="currentColor" />
  </Icon>
);
export const Triangle = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 1.5 15 14H1z" fill="currentColor" />
  </Icon>
);
export const Disc = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" fill="currentColor" />
  </Icon>
);
export const Bar = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2" y="6" width="12" height="4" rx="1" fill="currentColor" />
  </Icon>
);
export const Ring = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.5" {...line} />
  </Icon>
);

/* What became of a message. */
export const Half = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.5" {...line} />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
  </Icon>
);
export const Tick = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3 8.5 3.5 3.5L13 4.5" {...line} stroke-linejoin="round" />
  </Icon>
);
export const Ticks = (props: IconProps) => (
  <Icon {...props}>
    <path d="m1 8.5 3.2 3.5 5.6-7M8.2 12l5.6-7" {...line} stroke-linejoin="round" />
  </Icon>
);
export const Back = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6" {...line} stroke-linejoin="round" />
  </Icon>
);
export const Cross = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3.5 3.5 9 9m0-9-9 9" {...line} />
  </Icon>
);
export const Question = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.2 5.6a2.8 2.8 0 1 1 4.3 2.4C8.6 8.6 8 9 8 10" {...line} />
    <circle cx="8" cy="13.2" r="1.3" fill="currentColor" />
  </Icon>
);
