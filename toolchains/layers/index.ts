export { BUILTIN_LAYERS, builtinLayer } from './builtin.js';
export { createLayer, type LayerContext, presentLayer } from './create.js';
export {
  fitsRuntime,
  isLayerName,
  type Layer,
  type LayerKind,
  type LayerList,
  layerKindOf,
  layerRuntime,
  runtimeTitle,
} from './layer.js';
export { findLayers, layersFolder, listLayers, removeLayers } from './store.js';
export { type LayerMount, type LayerView, viewOfLayers } from './view.js';
