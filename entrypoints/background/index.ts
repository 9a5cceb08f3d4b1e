/** The extension's background: creates the services of `utils/background` and connects them with messages and browser events. */
import { defineBackground } from 'wxt/utils/define-background';
import { answerMessages } from './answer-messages.ts';
import { createServices } from './create-services.ts';
import { followBrowser } from './follow-browser.ts';

export default defineBackground({
  type: 'module',
  main() {
    const services = createServices();
    answerMessages(services);
    followBrowser(services);
  },
});
