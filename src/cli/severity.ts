import { EXIT, type ExitCode } from '../core/problem.ts';
import { SEVERITIES, type Finding, type Severity } from '../model/finding.ts';

/** Exit 4 when a finding is at least as severe as `failOn`. */
export function worstExit(findings: readonly Finding[], failOn: Severity | undefined): ExitCode {
  if (failOn === undefined) return EXIT.ok;
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? EXIT.findings : EXIT.ok;
}
