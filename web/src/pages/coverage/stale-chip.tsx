import { Chip } from '../../ui/index.ts';
import { Disc, Triangle } from '../../ui/icons.tsx';

export const StaleChip = ({ stale }: { readonly stale: boolean }) =>
  stale ? (
    <Chip tone="high" icon={<Triangle size={11} />}>
      Stale
    </Chip>
  ) : (
    <Chip tone="good" icon={<Disc size={9} />}>
      Fresh
    </Chip>
  );
