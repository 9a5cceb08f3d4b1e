/** Every state of the help page, from the real knowledge. */
import { HelpPage } from '../../../components/help/HelpPage.tsx';
import { doNothing, type GalleryState, type GalleryStates } from './gallery-state.ts';

function help(steps: NonNullable<GalleryState['steps']> = []): GalleryState {
  return { steps, draw: (data) => <HelpPage name="JobLantern" help={data.help} onQuickExit={doNothing} /> };
}

export const HELP_STATES: GalleryStates = {
  start: help(),
  'in-cambodia': help([['#where', 'KH'], ['#from', 'KR'], '#stage-there']),
  'in-myanmar': help([['#where', 'MM'], ['#from', 'PH'], '#stage-there']),
  'in-myanmar-no-passport': help([['#where', 'MM'], '#embassies summary']),
  going: help([['#from', 'NP'], '#stage-going']),
  airport: help([['#where', 'TH'], ['#from', 'IN'], '#stage-airport']),
  back: help([['#where', 'VN'], ['#from', 'VN'], '#stage-back']),
  relative: help([['#where', 'KE'], ['#from', 'ET'], '#stage-relative']),
  failed: { draw: () => <HelpPage name="JobLantern" help={null} onQuickExit={doNothing} /> },
};
