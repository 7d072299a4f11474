/** How many times slower than a real one the machine is that the tests run on: BAILIFF_TEST_SLOWNESS, else 1. */
export const SLOWNESS = Number(process.env.BAILIFF_TEST_SLOWNESS || 1);
