/** The pages of the gallery with their states and styles. */
import { CHECK_STATES, WEB_STATES } from './check-states.tsx';
import { DESK_STATES } from './desk-states.tsx';
import { HELP_STATES } from './help-states.tsx';
import { OPTIONS_STATES, WELCOME_STATES } from './options-states.tsx';
import { POPUP_STATES } from './popup-states.tsx';
import { REPORT_STATES } from './report-states.tsx';
import type { GalleryStates } from './gallery-state.ts';
import { WARNING_STATES } from './warning-states.tsx';

export interface GalleryPage {
  states: GalleryStates;
  styles: () => Promise<unknown>;
}

export const PAGES: Readonly<Record<string, GalleryPage>> = {
  popup: { states: POPUP_STATES, styles: () => import('../../../components/popup/popup.css') },
  check: {
    states: CHECK_STATES,
    styles: () =>
      Promise.all([import('../../../components/help/help.css'), import('../../../components/check/check.css')]),
  },
  web: {
    states: WEB_STATES,
    styles: () =>
      Promise.all([
        import('../../../components/help/help.css'),
        import('../../../components/check/check.css'),
        import('../../../web/site.css'),
      ]),
  },
  welcome: { states: WELCOME_STATES, styles: () => import('../../../components/welcome/welcome.css') },
  options: { states: OPTIONS_STATES, styles: () => import('../../../components/options/options.css') },
  help: { states: HELP_STATES, styles: () => import('../../../components/help/help.css') },
  desk: { states: DESK_STATES, styles: () => import('../../../components/desk/desk.css') },
  // The warning has its styles in its shadow root
  warning: { states: WARNING_STATES, styles: async () => undefined },
  report: { states: REPORT_STATES, styles: () => import('../../../components/report/report.css') },
};
