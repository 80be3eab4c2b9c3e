/** One thing that the doctor looked at. */
export interface Diagnosis {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'failure';
  readonly says: string;
}
