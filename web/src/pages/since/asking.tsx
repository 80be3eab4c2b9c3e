import { useBridge } from '../../api/index.ts';
import type { ReportType } from '../../api/contract.ts';
import { dayText, Select } from '../../ui/index.ts';
import { readersOf, type Asked } from './asked.ts';

export interface AskingProps {
  readonly reports: readonly ReportType[];
  readonly report: ReportType;
  readonly reader: string | undefined;
  /** The day of the report that it is compared with; `nothing` where there was none, undefined until that is known. */
  readonly compared: string | undefined;
  readonly onAsk: (asked: Asked) => void;
}

/** Which report, and whose: each reader has a last one of their own. */
export function Asking({ reports, report, reader, compared, onAsk }: AskingProps) {
  const { user } = useBridge();
  const readers = readersOf(report);
  return (
    <>
      <div class="w-full sm:w-64">
        <Select
          label="Report"
          value={report.type}
          options={reports.map(({ type, title }) => ({ value: type, label: title }))}
          onChange={(type) => onAsk({ report: type, reader: reader ?? '' })}
        />
      </div>
      {user.role === 'admin' && readers.length > 0 ? (
        <div class="w-full sm:w-80">
          <Select
            label="For whom"
            value={reader ?? ''}
            options={[{ value: '', label: `Me (${user.name})` }, ...readers]}
            onChange={(whom) => onAsk({ report: report.type, reader: whom })}
          />
        </div>
      ) : null}
      {compared === undefined ? null : (
        <p class="py-3 text-quiet">
          {compared === 'nothing' ? 'Compared with nothing yet' : `Compared with the report of ${dayText(compared)}`}
        </p>
      )}
    </>
  );
}
