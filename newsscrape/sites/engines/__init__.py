"""Publishing engines that several sites share: one module and one `Engine` value each."""
