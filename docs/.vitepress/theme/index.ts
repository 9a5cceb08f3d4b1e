/** The default theme of VitePress, and diagrams drawn in the reader's browser. */
import DefaultTheme from 'vitepress/theme';
import type { Theme } from 'vitepress';
import './style.css';
import { diagram } from './diagram.ts';

const theme: Theme = { extends: DefaultTheme, enhanceApp: ({ app }) => void app.component('Diagram', diagram) };
export default theme;
