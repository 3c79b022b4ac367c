/** A loss over the steps of a run, as it falls. */

import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {fill, h} from '../part/dom.js';

const HEIGHT = 230;
const DARK = matchMedia('(prefers-color-scheme: dark)');

/** One network's raw loss: on the clips that it learns from, on those held out, and where it stops. */
export class LossChart {
  #box = h('div', {class: 'plot'});
  #legend = h('figcaption', {class: 'legend'});
  #points = new Map(); // step to [training, held out]
  #threshold;
  #plot;
  #frame;
  #told;
  #resized = new ResizeObserver(() => this.#plot?.setSize({width: this.#box.clientWidth, height: HEIGHT}));
  #recolour = () => {
    this.#discard();
    this.#draw();
  };

  /**
   * An empty chart.
   *
   * @param unit for the axis
   * @param told writes a value with its unit
   */
  constructor(title, unit, told) {
    this.#told = told;
    this.element = h('figure', {class: 'chart'}, h('h3', {}, title, h('span', {class: 'about'}, ` ${unit}`)), this.#box, this.#legend);
    this.#resized.observe(this.#box);
    DARK.addEventListener('change', this.#recolour);
    this.#later();
  }

  /** The loss at which the network stops, if that is known. */
  set threshold(value) {
    this.#threshold = value;
    this.#later();
  }

  /** What was measured at a step; what was not is undefined. */
  add(step, training, heldOut) {
    if (training === undefined && heldOut === undefined) {
      return;
    }
    const [before, heldOutBefore] = this.#points.get(step) ?? [];
    this.#points.set(step, [training ?? before, heldOut ?? heldOutBefore]);
    this.#later();
  }

  /** Frees what it holds of the browser. */
  close() {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    DARK.removeEventListener('change', this.#recolour);
    this.#discard();
  }

  #discard() {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  /** A run that is replayed tells hundreds of events at once: they are drawn together. */
  #later() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const steps = [...this.#points.keys()].sort((a, b) => a - b);
    const column = i => steps.map(step => this.#points.get(step)[i] ?? null);
    const data = [steps, column(0), column(1)];
    this.#tell(data);
    this.element.classList.toggle('is-empty', steps.length === 0);
    if (steps.length === 0 || this.#box.clientWidth === 0) {
      return;
    }
    this.#plot ??= new uPlot(this.#options(), data, this.#box);
    this.#plot.setData(data);
  }

  #tell([, training, heldOut]) {
    const last = values => values.findLast(value => value !== null);
    fill(this.#legend,
      key('training', 'training', this.#told(last(training))),
      key('held-out', 'held out', this.#told(last(heldOut))),
      this.#threshold !== undefined && key('threshold', 'stops at', this.#told(this.#threshold)));
  }

  #options() {
    const style = getComputedStyle(this.element);
    const colour = name => style.getPropertyValue(name).trim();
    const axis = {stroke: colour('--muted'), grid: {stroke: colour('--line'), width: 1}, ticks: {stroke: colour('--line'), width: 1}};
    return {
      width: this.#box.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {y: false},
      scales: {x: {time: false}, y: {range: (_, low, high) => this.#range(low, high)}},
      axes: [{...axis, label: 'step', labelSize: 18, size: 34}, {...axis, size: 52}],
      series: [
        {},
        {label: 'training', stroke: colour('--training'), width: 1.5, spanGaps: true, points: {show: false}},
        {label: 'held out', stroke: colour('--held-out'), width: 2, spanGaps: true, points: {show: true, size: 6, fill: colour('--held-out')}},
      ],
      hooks: {draw: [plot => this.#drawThreshold(plot, colour('--muted'))]},
    };
  }

  /** Everything that was measured and the threshold, with some room. */
  #range(low, high) {
    const values = [low, high, this.#threshold].filter(Number.isFinite);
    const room = 0.08 * (Math.max(...values) - Math.min(...values)) || 0.1;
    return [Math.max(0, Math.min(...values) - room), Math.max(...values) + room];
  }

  #drawThreshold(plot, colour) {
    if (this.#threshold === undefined) {
      return;
    }
    const {left, width} = plot.bbox;
    const y = Math.round(plot.valToPos(this.#threshold, 'y', true));
    plot.ctx.save();
    plot.ctx.strokeStyle = colour;
    plot.ctx.lineWidth = devicePixelRatio;
    plot.ctx.setLineDash([6, 5]);
    plot.ctx.beginPath();
    plot.ctx.moveTo(left, y);
    plot.ctx.lineTo(left + width, y);
    plot.ctx.stroke();
    plot.ctx.restore();
  }
}

function key(kind, label, value) {
  return h('span', {class: `key ${kind}`}, h('span', {class: 'stroke', 'aria-hidden': 'true'}), `${label} `, h('b', {}, value));
}
