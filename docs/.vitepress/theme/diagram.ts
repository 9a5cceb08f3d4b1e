/** A Mermaid diagram. Where scripts are off, its source is shown. */
import { defineComponent, h, onMounted, ref } from 'vue';

let count = 0;

export const diagram = defineComponent({
  props: { code: { type: String, required: true } },
  setup({ code }) {
    const source = decodeURIComponent(code);
    const svg = ref('');
    onMounted(async () => {
      const { default: mermaid } = await import('mermaid');
      const theme = document.documentElement.classList.contains('dark') ? 'dark' : 'neutral';
      mermaid.initialize({ startOnLoad: false, theme, securityLevel: 'strict' });
      count += 1;
      svg.value = (await mermaid.render(`diagram-${count}`, source)).svg;
    });
    return () => (svg.value === '' ? h('pre', source) : h('div', { class: 'diagram', innerHTML: svg.value }));
  },
});
