export { type Absence, diagnoseAbsence, howToGet } from './diagnose.js';
export type { Fetch, FetchPackage } from './fetch.js';
export { type InstallOptions, type InstallStep, installToolchains } from './install.js';
export { ToolchainInstallError } from './install-error.js';
export {
  type Inventory,
  type InventoryOptions,
  loadInventory,
} from './inventory.js';
export {
  BUILTIN_LAYERS,
  builtinLayer,
  createLayer,
  findLayers,
  fitsRuntime,
  isLayerName,
  type Layer,
  type LayerContext,
  type LayerKind,
  type LayerList,
  type LayerMount,
  type LayerView,
  layerKindOf,
  layerRuntime,
  layersFolder,
  listLayers,
  presentLayer,
  removeLayers,
  runtimeTitle,
  viewOfLayers,
} from './layers/index.js';
export { type LocateOptions, locateToolchains } from './locate.js';
export { type LocateInRootOptions, locateInRoot } from './locate-in-root.js';
export { type Pick, pickToolchain } from './pick.js';
export type { Cannot, Proof, ProofProgram, ProofSignal } from './proof.js';
export {
  type Argv,
  type Candidate,
  type CompileRecipe,
  defineRecipe,
  LEAST_MEMORY_BYTES,
  type Recipe,
  type StepRecipe,
  type Toolchain,
  type ToolchainMount,
  type Variant,
  type WarmRecipe,
  type WarmUp,
} from './recipe.js';
export { CORE_LANGUAGES, findRecipe, namesOf, RECIPES, recipeForFile } from './registry.js';
export {
  expandArgv,
  expandEnv,
  type StepSubject,
  stepArgv,
  stepTokens,
  type Tokens,
  toolchainTokens,
} from './template.js';
