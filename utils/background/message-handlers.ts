/** The handlers of every message to the background. */
import type { Handlers } from '../messaging/router.ts';
import { createReadingHandlers, type ReadingDeps } from './reading-handlers.ts';
import { createReportHandlers, type ReportHandlerDeps } from './report-handlers.ts';
import { createSettingsHandlers, type SettingsHandlerDeps } from './settings-handlers.ts';

export type HandlerDeps = ReadingDeps & ReportHandlerDeps & SettingsHandlerDeps;

export function createMessageHandlers(deps: HandlerDeps): Handlers {
  return { ...createReadingHandlers(deps), ...createReportHandlers(deps), ...createSettingsHandlers(deps) };
}
