"""Speech: lines of dialogue become sound, by engines that run in processes of their own."""
