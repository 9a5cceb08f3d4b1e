/** A Mermaid diagram in the colours of the theme. Where scripts are off, its source is shown. */
import { useData } from 'vitepress';
import { defineComponent, h, onMounted, ref, watch } from 'vue';

let count = 0;

export const diagram = defineComponent({
  props: { code: { type: String, required: true } },
  setup({ code }) {
    const source = decodeURIComponent(code);
    const svg = ref('');
    const { isDark } = useData();
    const draw = async (): Promise<void> => {
      const { default: mermaid } = await import('mermaid');
      mermaid.initialize({ startOnLoad: false, theme: isDark.value ? 'dark' : 'neutral', securityLevel: 'strict' });
      count += 1;
      svg.value = (await mermaid.render(`diagram-${count}`, source)).svg;
    };
    onMounted(draw);
    watch(isDark, draw);
    return () =>
      svg.value === ''
        ? h('pre', { class: 'diagram-source' }, source)
        : h('div', { class: 'diagram', innerHTML: svg.value });
  },
});
