/** Runs Mozilla's add-ons linter, as `web-ext lint` and addons.mozilla.org do, on a built folder or a package. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInstance } from 'addons-linter';
import type { Rules } from './rules.ts';

export interface LintMessage {
  code: string;
  message: string;
  file?: string;
  line?: number;
  column?: number;
}

export interface LintReport {
  errors: LintMessage[];
  warnings: LintMessage[];
  notices: LintMessage[];
}

export async function lintFirefox(folder: string): Promise<LintReport> {
  const linter = createInstance({
    config: {
      _: [folder],
      logLevel: 'fatal',
      stack: false,
      pretty: false,
      warningsAsErrors: false,
      metadata: false,
      output: 'none',
      boring: true,
      selfHosted: false,
      shouldScanFile: () => true,
      minManifestVersion: 3,
      maxManifestVersion: 3,
      enableDataCollectionPermissions: true,
    },
    runAsBinary: false,
  });
  const { errors, warnings, notices } = (await linter.run()) as LintReport;
  return { errors, warnings, notices };
}

/** Errors, and warnings that rules.yaml does not list. One line each. */
export async function unknownLintFaults(
  folder: string,
  report: LintReport,
  known: Rules['known-warnings'],
): Promise<string[]> {
  const faults = report.errors.map(formatMessage);
  for (const warning of report.warnings) {
    const line = await lineOf(folder, warning);
    if (!known.some((each) => each.code === warning.code && line.includes(each.line)))
      faults.push(formatMessage(warning));
  }
  return faults;
}

/** The code at the place of the message. Lines of minified files are long, so only a part is taken. */
async function lineOf(folder: string, { file, line = 1, column = 0 }: LintMessage): Promise<string> {
  if (file === undefined) return '';
  const code = (await readFile(join(folder, file), 'utf8')).split('\n')[line - 1] ?? '';
  return code.slice(column, column + 60);
}

function formatMessage({ code, message, file, line, column }: LintMessage): string {
  return `${file ?? 'package'}${line === undefined ? '' : `:${line}:${column ?? 0}`}: ${code}: ${message}`;
}
