/** What is drawn in pages, as one text, in the order in which its parts override each other. */
import circumstances from './circumstances.css?inline';
import panel from './panel.css?inline';
import warning from './warning.css?inline';

export const css = warning + panel + circumstances;
