"use strict"; // Reads pages aloud; see `data-aloud`.
